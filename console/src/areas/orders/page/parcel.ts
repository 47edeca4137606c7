import type { ServiceType } from '@/api/types';

/** Couriers that are often chosen, by their short names; any other can be typed. */
export const COURIERS = ['dhl', 'dpd', 'gls', 'hermes', 'ups', 'fedex', 'usps', 'royal-mail', 'correos', 'seur', 'postnl', 'other'];

export const SERVICES: readonly ServiceType[] = ['home_delivery', 'parcel_shop', 'parcel_locker'];

/** The day of a moment, as a date field holds it. */
export function dayOf(at: string | null): string {
  if (at === null) return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** The end of a day, which is when a parcel that is promised for it is late. */
export function momentOf(day: string): string | null {
  return day === '' ? null : new Date(`${day}T23:59:59`).toISOString();
}
