import type { FakeServiceHandler } from '../testing/fake-service.ts';

/** What the fake knows: names → the inside of the `Resolver` element, as Sesame writes it. */
export type FakeSimbad = Readonly<Record<string, string>>;

/** Two objects in the form in which Sesame answers. */
export const fakeSimbad: FakeSimbad = {
  'Markarian 2': `<!--delay: 12ms [1] -->
    <oid>1575544</oid>
    <otype>Sy1</otype>
    <jpos>01:54:52.99 +36:55:04.7</jpos>
    <jradeg>28.7208</jradeg>
    <jdedeg>+36.91797</jdedeg>
    <refPos>2020yCat.1350....0G</refPos>
    <errRAmas>0.0337</errRAmas><errDEmas>0.0321</errDEmas>
    <z type="z"><v>0.0184</v><e>0.0001</e><q>C</q><r>1999ApJS..121..287H</r></z>
    <MType>SBa</MType>
    <oname>Mrk    2</oname>
    <nrefs>81</nrefs>`,
  'R & B': `<oid>7</oid><otype>RR*</otype><jradeg>10.5</jradeg><jdedeg>-1</jdedeg><oname>R &amp; B &#x2217;</oname>`,
};

/** Answers as Sesame does, to `/-oxp/~S?<name>`. */
export function sesameHandler(known: FakeSimbad = fakeSimbad): FakeServiceHandler {
  return ({ url }) => {
    const name = decodeURIComponent(url.search.slice(1));
    const inside = known[name];
    const escaped = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const found =
      inside === undefined
        ? '<INFO> *** Nothing found *** </INFO>'
        : `<Resolver name="Sc=Simbad (CDS, via client/server)">${inside}\n  </Resolver>`;
    return {
      contentType: 'text/xml',
      body: `<?xml version="1.0" encoding="UTF-8"?>
<Sesame xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<Target option="S">
  <name>${escaped}</name>
  <!-- Q22523722 #1 -->
  ${found}
</Target>
</Sesame>
<!--- ====Done (2026-Nov-01,12:00:00z)==== -->
`,
    };
  };
}
