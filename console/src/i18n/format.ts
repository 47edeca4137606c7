import { useMemo } from 'react';
import { useLocale } from '.';

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** Dates, numbers and sizes in the words of one language. */
export function formatter(locale: string) {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const precise = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const number = new Intl.NumberFormat(locale);
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 1 }).format(value);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    date: (iso: string) => date.format(new Date(iso)),
    dateTime: (iso: string) => dateTime.format(new Date(iso)),
    precise: (iso: string) => precise.format(new Date(iso)),
    time: (iso: string) => time.format(new Date(iso)),
    number: (value: number) => number.format(value),
    list: (items: string[]) => list.format(items),
    milliseconds: (value: number) => `${decimal.format(value)} ms`,
    /** "3 minutes ago", "in 2 days"; anything under a minute is "now". */
    relative(iso: string, now: number): string {
      const seconds = (new Date(iso).getTime() - now) / 1000;
      const found = UNITS.find(([, size]) => Math.abs(seconds) >= size);
      return found ? relative.format(Math.round(seconds / found[1]), found[0]) : relative.format(0, 'second');
    },
    /** The largest whole unit of a duration: "3 d", "25 min". */
    duration(seconds: number): string {
      if (seconds >= 86_400) return unit(Math.floor(seconds / 86_400), 'day');
      if (seconds >= 3600) return unit(Math.floor(seconds / 3600), 'hour');
      if (seconds >= 60) return unit(Math.floor(seconds / 60), 'minute');
      return unit(Math.floor(seconds), 'second');
    },
    bytes(value: number): string {
      if (value >= 1_073_741_824) return unit(value / 1_073_741_824, 'gigabyte');
      return unit(value / 1_048_576, 'megabyte');
    },
  };
}

export type Formatter = ReturnType<typeof formatter>;

/** The browser's own variant of a language, so that British dates stay British. */
export function regional(locale: string): string {
  return navigator.languages.find((tag) => tag.startsWith(`${locale}-`)) ?? locale;
}

export function useFormat(): Formatter {
  const locale = useLocale();
  return useMemo(() => formatter(regional(locale)), [locale]);
}
