import { Box, Code } from '@mantine/core';
import classes from './CodeBlock.module.css';
import { CopyIcon } from './CopyIcon';

interface Props {
  /** What to show, and what the copy button copies. */
  code: string;
  label: string;
  /** Wraps long lines instead of scrolling. */
  wrap?: boolean;
  maxHeight?: number;
}

export function CodeBlock({ code, label, wrap = false, maxHeight = 360 }: Props) {
  return (
    <Box className={classes.block}>
      {/* A scrollable region must be reachable with the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={classes.pre} data-wrap={wrap} style={{ maxHeight }} role="region" tabIndex={0} aria-label={label}>
        <Code className={classes.code}>{code}</Code>
      </pre>
      <Box className={classes.copy}>
        <CopyIcon value={code} />
      </Box>
    </Box>
  );
}

/** A JSON value as people read it. */
export function JsonBlock({ value, label }: { value: unknown; label: string }) {
  return <CodeBlock code={JSON.stringify(value, null, 2) ?? 'null'} label={label} />;
}
