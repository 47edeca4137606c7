import { Text } from '@mantine/core';
import { useT } from '@/i18n';
import classes from '@/ui/Changes.module.css';
import { diff } from './diff';

/** What changed, field by field, the old value above the new one. */
export function DiffView({ before, after }: { before: unknown; after: unknown }) {
  const t = useT();
  const changes = diff(before, after);
  if (changes.length === 0) return <Text c="dimmed">{t.audit.noChanges}</Text>;
  return (
    <dl className={classes.list}>
      {changes.map((change) => (
        <div key={change.path} className={classes.change}>
          <dt className="mono">{change.path}</dt>
          {change.before != null && <Value kind="before" label={t.audit.before} value={change.before} />}
          {change.after != null && <Value kind="after" label={t.audit.after} value={change.after} />}
          {change.before != null && change.after == null && (
            <dd className={classes.value} data-kind="after">
              <span className={classes.sign} aria-label={t.audit.after} role="img">
                +
              </span>
              <i>{t.audit.empty}</i>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function Value({ kind, label, value }: { kind: 'before' | 'after'; label: string; value: unknown }) {
  return (
    <dd className={classes.value} data-kind={kind}>
      <span className={classes.sign} aria-label={label} role="img">
        {kind === 'before' ? '−' : '+'}
      </span>
      <span>{typeof value === 'string' ? value : JSON.stringify(value)}</span>
    </dd>
  );
}
