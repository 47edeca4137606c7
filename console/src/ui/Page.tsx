import { Box, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '@/i18n';
import classes from './Page.module.css';
import { useEffect, useRef } from 'react';

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
 */
export function Page({ title, subtitle, actions, children, width = 'wide' }: Props) {
  const t = useT();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t.common.productName}`;
  }, [title, t]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Box className={classes.page} data-width={width}>
      <Group justify="space-between" align="flex-end" gap="md" mb="xl" wrap="wrap">
        <Stack gap={4} className={classes.heading}>
          <Title order={1} ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {subtitle !== undefined && (
            <Text c="dimmed" className={classes.subtitle}>
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
