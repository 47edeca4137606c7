import { Stack } from '@mantine/core';
import { useSignedIn } from '@/api/session';
import { useT } from '@/i18n';
import { Page } from '@/ui/Page';
import { Activity } from './Activity';
import { Checklist } from './Checklist';

export function Home() {
  const t = useT();
  const { user, organization, can } = useSignedIn();
  const firstName = user.name.split(' ')[0] ?? user.name;
  const hour = new Date().getHours();
  const greet = hour < 12 ? t.home.morning : hour < 18 ? t.home.afternoon : t.home.evening;
  return (
    <Page title={greet(firstName)} subtitle={t.home.subtitle(organization.name)}>
      <Stack gap="xl">
        <Checklist />
        {can('events.read') && <Activity />}
      </Stack>
    </Page>
  );
}
