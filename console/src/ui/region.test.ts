import { describe, expect, it } from 'vitest';
import { countryOptions, guessRegion } from './region';

describe('guessing a region', () => {
  it('trusts the time zone before the language', () => {
    expect(guessRegion('Europe/Madrid', ['en-US'])).toEqual({ country: 'ES', currency: 'EUR', timeZone: 'Europe/Madrid' });
  });

  it('falls back to the region of the language', () => {
    expect(guessRegion('Etc/GMT', ['fr', 'de-CH'])).toMatchObject({ country: 'CH', currency: 'CHF' });
  });

  it('admits not knowing', () => {
    expect(guessRegion('UTC', ['en'])).toEqual({ country: null, currency: 'EUR', timeZone: 'UTC' });
  });
});

describe('countries', () => {
  it('are named and sorted in the language', () => {
    const names = countryOptions('es').map(({ label }) => label);
    expect(names).toContain('España');
    expect(names.indexOf('Alemania')).toBeLessThan(names.indexOf('España'));
    expect(new Set(names).size).toBe(names.length);
  });
});
