import type en from './en';
import type selling from './en/selling';

/** Literal strings become `string`, so that another language may use its own words. */
type Widen<T> = T extends string
  ? string
  : T extends (...parameters: infer P) => string
    ? (...parameters: P) => string
    : { [K in keyof T]: Widen<T[K]> };

/** Every message of the console. English defines it; the compiler holds the others to it. */
export type Catalogue = Widen<typeof en>;

/** The words of the selling pages, loaded with them. */
export type Selling = Widen<typeof selling>;
