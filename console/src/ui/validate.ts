import type { Catalogue } from '@/i18n';

/** Checks that need no server. It has the last word; these only answer sooner. */
export function validators(t: Catalogue) {
  return {
    required: (value: string) => (value.trim() === '' ? t.common.required : null),
    email: (value: string) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : t.common.invalidEmail),
  };
}
