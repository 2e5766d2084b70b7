'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import table from '#components/tables/plain-table.module.css';
import { cancelled, portalTrpc } from '#components/trpc/portal-trpc.ts';
import { controlStyles } from '#components/ui/control.tsx';
import { provenanceOfColumn } from '#domain/labels/provenance.ts';
import type { AlertField } from '#domain/object/alert-fields.ts';
import styles from './alert-fields.module.css';
import { AskedPart } from './asked-part.tsx';
import { useObjectPage } from './object-context.tsx';
import { ProvenanceButton } from './provenance.tsx';

/** Every column of the selected alert, as the object API writes it; asked for by a click, and found by name or meaning. */
export function AlertFields({ alertId }: { readonly alertId: string }) {
  const { objectId } = useObjectPage().facts;
  const [open, setOpen] = useState(false);
  const answer = useQuery({
    ...portalTrpc().alertFields.queryOptions({ objectId, alertId }, cancelled),
    enabled: open,
  });
  return (
    <AskedPart
      className={styles.fields}
      heading={`All fields of alert ${alertId}`}
      what="fields"
      open={open}
      onOpen={setOpen}
      answer={answer}
    >
      {(fields) => <FieldTable fields={fields} />}
    </AskedPart>
  );
}

/** A name that opens what misleads about the field, where something does. */
function FieldName({ column }: { readonly column: string }) {
  const name = <code>{column}</code>;
  if (provenanceOfColumn(column) === undefined) return name;
  return <ProvenanceButton subject={{ kind: 'score', name: column, column }}>{name}</ProvenanceButton>;
}

const isFound = ({ column, value, doc }: AlertField, wanted: string): boolean =>
  wanted === '' || [column, value, doc].some((text) => text.toLowerCase().includes(wanted));

function FieldTable({ fields }: { readonly fields: readonly AlertField[] }) {
  const [filter, setFilter] = useState('');
  const found = fields.filter((field) => isFound(field, filter.trim().toLowerCase()));
  return (
    <>
      <p className={styles.filter}>
        <input
          type="search"
          className={controlStyles.input}
          aria-label="Fields with this in name, value or meaning"
          placeholder="Name, value or meaning"
          value={filter}
          onChange={({ target }) => setFilter(target.value)}
        />
        <span role="status">
          {found.length === fields.length ? `${fields.length} fields` : `${found.length} of ${fields.length} fields`}
        </span>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by keys */}
      <section className={styles.scroll} aria-label="Fields of the alert" tabIndex={0}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Value</th>
              <th scope="col">Meaning</th>
            </tr>
          </thead>
          <tbody>
            {found.map(({ column, value, doc }) => (
              <tr key={column}>
                <th scope="row">
                  <FieldName column={column} />
                </th>
                <td>{value === '' ? 'none' : value}</td>
                <td>{doc}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
