type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/**
 * Makes a language's plural function: it picks the form the language's rules
 * ask for and puts the formatted number where `#` stands.
 */
export function pluralFor(locale: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replaceAll('#', numbers.format(count));
}
