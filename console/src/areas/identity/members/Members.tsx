import { Button, Stack } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useSignedIn } from '@/api/session';
import { useT } from '@/i18n';
import { TextLink } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { InvitationTable } from './InvitationTable';
import { InviteModal } from './InviteModal';
import { MemberTable } from './MemberTable';

const route = getRouteApi('/shell/settings/members');

export function Members() {
  const t = useT();
  const { can } = useSignedIn();
  const { invite } = route.useSearch();
  const navigate = route.useNavigate();
  const open = () => void navigate({ search: { invite: true } });
  const close = () => void navigate({ search: {} });
  const mayInvite = can('members.manage');
  return (
    <Page
      title={t.members.title}
      subtitle={
        <>
          {t.members.subtitle} <TextLink to="/settings/roles">{t.members.seeRoles}</TextLink>
        </>
      }
      actions={
        mayInvite && (
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={open}>
            {t.members.invite}
          </Button>
        )
      }
    >
      <Stack gap="xl">
        <MemberTable onInvite={open} />
        {mayInvite && <InvitationTable />}
      </Stack>
      <InviteModal opened={mayInvite && invite === true} onClose={close} />
    </Page>
  );
}
