import type { Customer } from '@/api/types';

/** What to call a customer of whom little may be known. */
export function customerName({ name, company, email, phone }: Pick<Customer, 'name' | 'company' | 'email' | 'phone'>): string {
  return [name, company, email, phone].find((one) => one) ?? '–';
}
