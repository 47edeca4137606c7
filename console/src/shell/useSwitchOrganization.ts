import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { switchOrganization } from '@/api/session';
import type { Organization } from '@/api/types';
import { useT } from '@/i18n';
import { toastSuccess } from '@/ui/toast';

export function useSwitchOrganization() {
  const t = useT();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async (organization: Pick<Organization, 'id' | 'name'>) => {
    // Leave first: a page of the old organization must not ask for the new one's data.
    await navigate({ to: '/' });
    await switchOrganization(queryClient, organization.id);
    toastSuccess(t.shell.switched(organization.name));
  };
}
