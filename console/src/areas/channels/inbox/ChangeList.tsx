import { Badge, Text } from '@mantine/core';
import { useSelling } from '@/i18n';
import classes from '@/ui/Changes.module.css';
import type { JsonChange } from './jsonChanges';

/** More than anybody reads; a body that was replaced as a whole would make the page slow. */
const SHOWN = 200;
const COLORS: Record<JsonChange['kind'], string> = { added: 'teal', removed: 'red', changed: 'gray' };

/** What was added, removed and changed, each with its place. */
export function ChangeList({ changes }: { changes: JsonChange[] }) {
  const { inbox } = useSelling();
  if (changes.length === 0) return <Text>{inbox.noChanges}</Text>;
  return (
    <>
      <dl className={classes.list} aria-label={inbox.changes}>
        {changes.slice(0, SHOWN).map((change) => (
          <div key={change.path} className={classes.change}>
            <dt>
              <span className="mono">{change.path === '' ? inbox.root : change.path}</span>
              <Badge size="sm" color={COLORS[change.kind]} style={{ flex: 'none' }}>
                {inbox.change[change.kind]}
              </Badge>
            </dt>
            {change.kind !== 'added' && <Value kind="before" label={inbox.before} value={change.before} />}
            {change.kind !== 'removed' && <Value kind="after" label={inbox.after} value={change.after} />}
          </div>
        ))}
      </dl>
      {changes.length > SHOWN && <Text c="dimmed">{inbox.more(changes.length - SHOWN)}</Text>}
    </>
  );
}

function Value({ kind, label, value }: { kind: 'before' | 'after'; label: string; value: unknown }) {
  return (
    <dd className={classes.value} data-kind={kind}>
      <span className={classes.sign} aria-label={label} role="img">
        {kind === 'before' ? '−' : '+'}
      </span>
      <span>{JSON.stringify(value)}</span>
    </dd>
  );
}
