import { Box, Group, SegmentedControl } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { LOCALES, setLocale, useLocale, useT } from '@/i18n';
import { Logo } from '@/ui/Logo';
import classes from './AuthLayout.module.css';

export function AuthLayout() {
  const t = useT();
  const locale = useLocale();
  return (
    <Box className={classes.page}>
      <Group component="header" justify="space-between" className={classes.header}>
        <Logo />
        <SegmentedControl
          size="xs"
          aria-label={t.account.language}
          value={locale}
          onChange={(value) => void setLocale(value)}
          data={LOCALES.map((value) => ({ value, label: t.common.languages[value] }))}
        />
      </Group>
      <main className={classes.main}>
        <Box className={classes.card}>
          <Outlet />
        </Box>
      </main>
    </Box>
  );
}
