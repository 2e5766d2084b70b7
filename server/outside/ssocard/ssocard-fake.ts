import type { FakeServiceHandler } from '../testing/fake-service.ts';

const bibref = [{ shortbib: 'Example+2020', bibcode: '2020Exam....1....1E', doi: '10.0000/example' }];

/** A card in the form of the service, with values of nobody's. */
const card = {
  id: 'Benoitcarry',
  name: 'Benoitcarry',
  type: 'Asteroid',
  class: ['MB', 'Outer'],
  parent: 'Sun',
  system: 'Sun',
  ssocard: { version: '1', datetime: '2026-10-01T00:00:00.000' },
  parameters: {
    dynamical: {
      orbital_elements: {
        ref_epoch: { value: 2_461_000.5 },
        semi_major_axis: { value: 3.1234567, error: { min: -2e-8, max: 2e-8 }, bibref },
        eccentricity: { value: 0.1234 },
        inclination: { value: 8.25 },
        orbital_period: { value: 2016.3 },
      },
      family: { family_number: 10, family_name: 'Hygiea', bibref },
      tisserand_parameters: { Jupiter: { value: 3.17 } },
    },
    physical: {
      absolute_magnitude: { value: 12.9, error: { min: -0.1, max: 0.1 }, bibref },
      diameter: { value: 14.6, error: { min: -0.3, max: 0.4 }, method: [], bibref },
      albedo: { value: 0.08, error: { min: -0.01, max: 0.01 }, bibref },
      taxonomy: { class: { value: 'C' }, complex: { value: 'C' }, bibref },
      spin: {
        1: {
          period: { value: 7.25, error: { min: -0.01, max: 0.01 } },
          RA0: { value: 120 },
          DEC0: { value: -45 },
          bibref,
        },
      },
    },
  },
} as const;

/** Answers as the service does: one card, and 404 for every other name. */
export function ssocardHandler(): FakeServiceHandler {
  return ({ url }) => {
    if (!url.pathname.endsWith('/ssocard.php')) return { status: 400, contentType: 'text/plain', body: 'Bad request' };
    if (url.searchParams.get('q') !== card.id)
      return { status: 404, contentType: 'application/json', body: '{"status":404,"message":"ssoCard not found"}' };
    return { contentType: 'application/json', body: JSON.stringify(card) };
  };
}
