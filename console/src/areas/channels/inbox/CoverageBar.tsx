import { Stack, Text } from '@mantine/core';
import type { Coverage } from '@/api/types';
import { useSelling } from '@/i18n';
import classes from './CoverageBar.module.css';

const PARTS = ['mapped', 'kept_raw', 'unmapped'] as const;

/** How much of a body was made something of, with what nobody has thought of yet by name. */
export function CoverageBar({ coverage }: { coverage: Coverage }) {
  const { outcomes: words } = useSelling();
  const parts = PARTS.map((part) => ({ part, fields: coverage[part] }));
  if (parts.every(({ fields }) => fields.length === 0)) return null;
  return (
    <Stack gap={6} component="section" aria-label={words.coverage}>
      <div className={classes.bar} aria-hidden>
        {parts.map(({ part, fields }) => fields.length > 0 && <span key={part} data-part={part} style={{ flexGrow: fields.length }} />)}
      </div>
      <ul className={classes.legend}>
        {parts.map(({ part, fields }) => (
          <li key={part} data-part={part}>
            {words.parts[part](fields.length)}
          </li>
        ))}
      </ul>
      <Fields title={words.unmappedTitle} fields={coverage.unmapped} open />
      <Fields title={words.keptRawTitle} fields={coverage.kept_raw} />
    </Stack>
  );
}

function Fields({ title, fields, open = false }: { title: string; fields: readonly string[]; open?: boolean }) {
  if (fields.length === 0) return null;
  return (
    <details open={open} className={classes.fields}>
      <summary>{title}</summary>
      <Text size="xs" className="mono" style={{ overflowWrap: 'anywhere' }}>
        {fields.join(', ')}
      </Text>
    </details>
  );
}
