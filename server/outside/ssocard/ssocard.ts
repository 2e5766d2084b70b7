import { PortalError } from '#domain/failure.ts';
import {
  createOutsideService,
  jsonFrom,
  type OutsideContext,
  type OutsideDeps,
  unreadable,
} from '../service/outside-service.ts';
import { wellFormed } from '../service/well-formed.ts';
import { readQuantities, type SsoQuantity } from './card-quantities.ts';

/** What is known of a Solar System object, as SsODNet compiled it from the literature. */
export interface SsoCard {
  /** Identifier of the card. */
  readonly id: string;
  readonly name: string;
  /** `Asteroid`, `Comet`, … */
  readonly kind: string;
  /** Dynamical class, from wide to narrow: `MB`, `Outer`. */
  readonly classes: readonly string[];
  readonly parent: string;
  readonly quantities: readonly SsoQuantity[];
}

/** Cards of SsODNet of the IMCCE. */
export interface SsoCards {
  /** The card of an object by its name or designation; undefined where there is none. @throws {PortalError} naming SsODNet. */
  card(name: string, context?: OutsideContext): Promise<SsoCard | undefined>;
  state(): string;
}

const dependency = 'SsODNet card service';
const day = 86_400_000;

export function createSsoCards(deps: OutsideDeps): SsoCards {
  const service = createOutsideService({
    maxBytes: 4e6,
    ...deps,
    dependency,
    setting: 'SSOCARD_URL',
    freshMs: day,
    keepMs: 7 * day,
    cacheBytes: 16e6,
    says404: true,
  });
  return {
    state: service.state,
    async card(name, context) {
      const id = wellFormed(name).trim().replaceAll(' ', '_');
      if (id === '') return undefined;
      try {
        return await service.read(
          {
            request: (baseUrl) => ({
              method: 'GET',
              url: new URL(`${baseUrl}/ssocard.php?${new URLSearchParams({ q: id })}`),
              accept: 'application/json',
            }),
            parse: (answer) => cardFrom(jsonFrom(answer, dependency)),
          },
          context,
        );
      } catch (error) {
        if (error instanceof PortalError && error.kind === 'not-found') return undefined;
        throw error;
      }
    },
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function cardFrom(value: unknown): SsoCard | undefined {
  if (Array.isArray(value) && value.length === 0) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable(dependency);
  if (!('parameters' in value)) {
    // An object that it doesn't know is an object without a card.
    if (Object.keys(value).length === 0 || 'message' in value || 'status' in value) return undefined;
    throw unreadable(dependency);
  }
  const name = 'name' in value ? textOf(value.name) : '';
  if (name === '') throw unreadable(dependency);
  const given = 'class' in value ? value.class : undefined;
  const classes = Array.isArray(given) ? given.map(textOf) : textOf(given).split('>');
  return {
    id: 'id' in value ? textOf(value.id) : name,
    name,
    kind: 'type' in value ? textOf(value.type) : '',
    classes: classes.filter((one) => one !== ''),
    parent: 'parent' in value ? textOf(value.parent) : '',
    quantities: readQuantities(value.parameters),
  };
}
