import { useQueryClient } from '@tanstack/react-query';
import { useApiMutation, type ErrorSink } from '@/api/mutation';
import { apiQuery } from '@/api/query';
import { meQuery } from '@/api/session';
import type { Organization } from '@/api/types';
import { useT } from '@/i18n';

type Change = Partial<
  Pick<Organization, 'name' | 'country' | 'currency' | 'locale' | 'time_zone' | 'brand_color' | 'event_retention_days'>
>;

/**
 * Saves settings of the organization. It names the version the change was made
 * on, so that two people at once get a warning instead of losing work.
 */
export function useSaveOrganization(form: ErrorSink | undefined, onSaved?: (saved: Organization) => void) {
  const t = useT();
  const queryClient = useQueryClient();
  const save = useApiMutation('patch', '/api/v1/organization', {
    form,
    success: t.common.saved,
    onSuccess: (saved) => {
      if (!saved) return;
      queryClient.setQueryData(apiQuery('/api/v1/organization').queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      onSaved?.(saved);
    },
  });
  return {
    error: save.error,
    reload: () => void queryClient.invalidateQueries({ queryKey: ['/api/v1/organization'] }),
    isPending: save.isPending,
    save: (organization: Organization, change: Change) =>
      save.mutate({ body: change, params: { header: { 'If-Match': `"${organization.version}"` } } }),
  };
}

export interface SettingsFormProps {
  organization: Organization;
  readOnly: boolean;
}
