import { Stack } from '@mantine/core';
import { useSignedIn } from '@/api/session';
import { sells } from '@/shell/useShop';
import { useT } from '@/i18n';
import { Page } from '@/ui/Page';
import { Activity } from './Activity';
import { Checklist } from './Checklist';
import { Today } from './Today';

export function Home() {
  const t = useT();
  const signedIn = useSignedIn();
  const { user, organization, can } = signedIn;
  const firstName = user.name.split(' ')[0] ?? user.name;
  const hour = new Date().getHours();
  const greet = hour < 12 ? t.home.morning : hour < 18 ? t.home.afternoon : t.home.evening;
  return (
    <Page title={greet(firstName)} subtitle={t.home.subtitle(organization.name)}>
      <Stack gap="xl">
        {sells(signedIn) && can('orders.read') && <Today />}
        <Checklist />
        {can('events.read') && <Activity />}
      </Stack>
    </Page>
  );
}
