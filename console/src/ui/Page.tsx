import { Box, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '@/i18n';
import classes from './Page.module.css';
import { useEffect, useRef } from 'react';

/** Whether any page has been shown since the document was loaded. */
let arrived = false;

interface Props {
  title: string;
  subtitle?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Narrow suits forms, wide suits tables. */
  width?: 'narrow' | 'wide';
}

/**
 * The frame of every page: it names the document, and moves focus to the
 * heading after navigation so that a screen reader announces where one is.
 * The first page leaves the focus alone: the first Tab belongs to the link that
 * skips to the content.
 */
export function Page({ title, subtitle, actions, children, width = 'wide' }: Props) {
  const t = useT();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t.common.productName}`;
  }, [title, t]);
  useEffect(() => {
    if (arrived) heading.current?.focus({ preventScroll: true });
    arrived = true;
  }, []);
  return (
    <Box className={classes.page} data-width={width}>
      <Group justify="space-between" align="flex-end" gap="md" mb="xl" wrap="wrap">
        <Stack gap={4} className={classes.heading}>
          <Title order={1} ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {subtitle !== undefined && (
            <Text c="dimmed" component="div" className={classes.subtitle}>
              {subtitle}
            </Text>
          )}
        </Stack>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Box>
  );
}
