import type { ReactNode } from 'react';
import classes from './Facts.module.css';

/** Names and values, as a description list. */
export function Facts({ items }: { items: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className={classes.list}>
      {items.map(([label, value]) => (
        <div key={label} className={classes.item}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
