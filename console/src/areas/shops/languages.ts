/** Languages that shops are commonly written in, as BCP 47 tags. Any other a shop already has is offered too. */
const COMMON =
  'en en-GB en-US es es-MX de de-AT de-CH fr fr-CH it pt pt-BR nl ca eu gl da sv nb fi pl cs sk hu ro bg hr sl et lv lt el tr uk ar he ja ko zh-Hans zh-Hant'.split(
    ' ',
  );

export function languageName(locale: string, language: string): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language;
}

export function languageOptions(locale: string, current: string) {
  const compare = new Intl.Collator(locale).compare;
  return [...new Set([...COMMON, current])]
    .map((value) => ({ value, label: languageName(locale, value) }))
    .sort((a, b) => compare(a.label, b.label));
}
