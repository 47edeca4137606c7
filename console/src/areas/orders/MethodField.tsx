import { Autocomplete } from '@mantine/core';
import { useSelling, type Selling } from '@/i18n';

export const METHODS = ['bank_transfer', 'cash', 'card', 'paypal', 'invoice'] as const;

/** How a customer pays, in words; a method that the console does not know keeps its name. */
export function methodName(words: Selling['payments'], method: string): string {
  const known: Record<string, string> = words.methods;
  return known[method] ?? method;
}

/** How a customer pays: one of the common ways, or any other word. */
export function MethodField({ value, onChange }: { value: string; onChange: (method: string) => void }) {
  const { payments: words } = useSelling();
  return (
    <Autocomplete
      label={words.method}
      data={METHODS.map((method) => words.methods[method])}
      value={methodName(words, value)}
      onChange={(typed) => onChange(METHODS.find((method) => words.methods[method] === typed) ?? typed)}
    />
  );
}
