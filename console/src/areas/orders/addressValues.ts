import type { PostalAddress } from '@/api/types';

/** An address while it is being written. */
export type AddressValues = Record<Exclude<keyof PostalAddress, 'country'>, string> & { country: string | null };

export const NOWHERE: AddressValues = {
  name: '', company: '', line1: '', line2: '', postal_code: '', city: '', region: '', country: null, phone: '',
};

export function addressValues(address: PostalAddress | null | undefined): AddressValues {
  if (!address) return NOWHERE;
  const text = (value: string | null | undefined) => value ?? '';
  return {
    name: address.name,
    company: text(address.company),
    line1: address.line1,
    line2: text(address.line2),
    postal_code: text(address.postal_code),
    city: address.city,
    region: text(address.region),
    country: address.country,
    phone: text(address.phone),
  };
}

/** The address as the API takes it; `null` while nothing of it is written. The country is never guessed. */
export function addressOf(values: AddressValues): PostalAddress | null {
  const { country, name, line1, city, ...rest } = values;
  const isEmpty = country === null && Object.values({ name, line1, city, ...rest }).every((value) => value.trim() === '');
  if (isEmpty) return null;
  const set = Object.entries(rest).map(([key, value]) => [key, value.trim() || null]);
  return { ...(Object.fromEntries(set) as object), name: name.trim(), line1: line1.trim(), city: city.trim(), country: country ?? '' };
}

/** What is missing of an address that was begun, by field. */
export function missingOf(values: AddressValues): (keyof PostalAddress)[] {
  if (addressOf(values) === null) return [];
  const needed = ['name', 'line1', 'city'] as const;
  const missing: (keyof PostalAddress)[] = needed.filter((field) => values[field].trim() === '');
  return values.country === null ? [...missing, 'country'] : missing;
}
