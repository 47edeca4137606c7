import { Stack, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useT } from '@/i18n';

/** The heading of a page outside the shell; it also names the document. */
export function AuthHeading({ title, subtitle }: { title: string; subtitle?: ReactNode }) {
  const t = useT();
  useEffect(() => {
    document.title = `${title} · ${t.common.productName}`;
  }, [title, t]);
  return (
    <Stack gap={4} mb="lg">
      <Title order={1}>{title}</Title>
      {subtitle !== undefined && <Text c="dimmed">{subtitle}</Text>}
    </Stack>
  );
}
