import { Alert, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { apiQuery } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useT } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { BrandForm } from './BrandForm';
import { GeneralForm } from './GeneralForm';
import { RetentionForm } from './RetentionForm';

export function OrganizationSettings() {
  const t = useT();
  const { can } = useSignedIn();
  const organization = useQuery(apiQuery('/api/v1/organization'));
  const readOnly = !can('organization.manage');
  return (
    <Page title={t.organization.title} subtitle={t.organization.subtitle} width="narrow">
      <Stack gap="lg">
        {readOnly && <Alert variant="light">{t.organization.readOnly}</Alert>}
        {organization.isPending && <Skeleton height={420} radius="lg" />}
        {organization.isError && (
          <ErrorState error={organization.error} onRetry={() => void organization.refetch()} />
        )}
        {organization.data && (
          <>
            <GeneralForm organization={organization.data} readOnly={readOnly} />
            <BrandForm key={organization.data.brand_color} organization={organization.data} readOnly={readOnly} />
            <RetentionForm organization={organization.data} readOnly={readOnly} />
          </>
        )}
      </Stack>
    </Page>
  );
}
