import type { Catalogue } from '@/i18n';
import type { ApiError } from './problem';

/**
 * What to tell a person about a failure: the console's own words for codes it
 * knows, in their language, and the server's sentence for the rest.
 */
export function errorMessage(t: Catalogue, error: ApiError): string {
  const known: Record<string, string> = t.errors.codes;
  if (error.code === 'rate_limited' && error.retryAfterS !== null) {
    return t.errors.retryIn(error.retryAfterS);
  }
  return known[error.code] ?? error.message;
}

/** The messages of an invalid form by field, as `form.setErrors` wants them. */
export function fieldMessages(t: Catalogue, error: ApiError): Record<string, string> {
  const known: Record<string, string> = t.errors.fieldCodes;
  return Object.fromEntries(error.fields.map(({ field, code, message }) => [field, known[code] ?? message]));
}
