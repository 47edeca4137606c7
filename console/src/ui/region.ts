/** Countries, currencies and time zones from the browser, named in the person's language. */

/** ISO 3166-1 alpha-2. Browsers can name countries, but not list them. */
const COUNTRIES =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(
    ' ',
  );

/** Where the euro is not used, the currency people in a country pay with. */
const CURRENCY: Record<string, string> = {
  US: 'USD', GB: 'GBP', CH: 'CHF', LI: 'CHF', SE: 'SEK', NO: 'NOK', DK: 'DKK', PL: 'PLN', CZ: 'CZK', HU: 'HUF',
  RO: 'RON', UA: 'UAH', TR: 'TRY', CA: 'CAD', AU: 'AUD', NZ: 'NZD', JP: 'JPY', CN: 'CNY', IN: 'INR', BR: 'BRL',
  MX: 'MXN', AR: 'ARS', CL: 'CLP', CO: 'COP', PE: 'PEN', UY: 'UYU', ZA: 'ZAR', AE: 'AED', SA: 'SAR', IL: 'ILS',
  KR: 'KRW', SG: 'SGD', HK: 'HKD', TH: 'THB', ID: 'IDR', MY: 'MYR', PH: 'PHP', VN: 'VND', EG: 'EGP', MA: 'MAD',
  NG: 'NGN', KE: 'KES', IS: 'ISK', RS: 'RSD',
};

/** Zones whose first part of the name says nothing about the country, for the commonest cases. */
const ZONE_COUNTRY: Record<string, string> = {
  'Europe/Madrid': 'ES', 'Atlantic/Canary': 'ES', 'Europe/Berlin': 'DE', 'Europe/Paris': 'FR', 'Europe/Rome': 'IT',
  'Europe/Lisbon': 'PT', 'Europe/London': 'GB', 'Europe/Dublin': 'IE', 'Europe/Amsterdam': 'NL', 'Europe/Brussels': 'BE',
  'Europe/Vienna': 'AT', 'Europe/Zurich': 'CH', 'Europe/Warsaw': 'PL', 'Europe/Prague': 'CZ', 'Europe/Stockholm': 'SE',
  'Europe/Oslo': 'NO', 'Europe/Copenhagen': 'DK', 'Europe/Helsinki': 'FI', 'Europe/Athens': 'GR', 'Europe/Bucharest': 'RO',
  'Europe/Budapest': 'HU', 'Europe/Istanbul': 'TR', 'America/New_York': 'US', 'America/Chicago': 'US',
  'America/Denver': 'US', 'America/Los_Angeles': 'US', 'America/Toronto': 'CA', 'America/Mexico_City': 'MX',
  'America/Bogota': 'CO', 'America/Lima': 'PE', 'America/Santiago': 'CL', 'America/Buenos_Aires': 'AR',
  'America/Argentina/Buenos_Aires': 'AR', 'America/Montevideo': 'UY', 'America/Sao_Paulo': 'BR', 'Asia/Tokyo': 'JP',
  'Asia/Kolkata': 'IN', 'Asia/Calcutta': 'IN', 'Asia/Singapore': 'SG', 'Australia/Sydney': 'AU', 'Pacific/Auckland': 'NZ',
};

export interface Option {
  value: string;
  label: string;
}

export function countryOptions(locale: string): Option[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  const compare = new Intl.Collator(locale).compare;
  return COUNTRIES.map((value) => ({ value, label: names.of(value) ?? value })).sort((a, b) => compare(a.label, b.label));
}

export function currencyOptions(locale: string): Option[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((value) => ({ value, label: `${value} · ${names.of(value) ?? value}` }));
}

export function timeZoneOptions(current?: string): string[] {
  const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  if (current) zones.add(current);
  return [...zones];
}

export interface Region {
  country: string | null;
  currency: string;
  timeZone: string;
}

/** Where the browser seems to be: its time zone first, then the region of its language. */
export function guessRegion(
  timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
  languages: readonly string[] = navigator.languages,
): Region {
  const tagged = languages.map((tag) => new Intl.Locale(tag).region).find((region) => region !== undefined);
  const country = ZONE_COUNTRY[timeZone] ?? tagged ?? null;
  return { country, currency: currencyOf(country), timeZone };
}

export function currencyOf(country: string | null): string {
  return country === null ? 'EUR' : (CURRENCY[country] ?? 'EUR');
}

export function countryName(locale: string, country: string | null): string | null {
  return country === null ? null : (new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country);
}
