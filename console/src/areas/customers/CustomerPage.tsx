import { Alert, Button, Grid, Skeleton, Stack } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { apiQuery } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { CustomerDetail } from '@/api/types';
import { useSelling } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { Addresses } from './Addresses';
import { Consents } from './Consents';
import { customerName } from './customerName';
import { CustomerFacts } from './CustomerFacts';
import { Duplicates } from './Duplicates';
import { EditCustomerModal } from './EditCustomerModal';
import { LifetimeValue } from './LifetimeValue';
import { OrderHistory } from './OrderHistory';

const route = getRouteApi('/shell/selling/customers/$customer');

export function CustomerPage() {
  const { customers: words } = useSelling();
  const { customer: id } = route.useParams();
  const customer = useQuery(apiQuery('/api/v1/customers/{customer_id}', { params: { path: { customer_id: id } } }));
  if (customer.isPending) {
    return (
      <Page title={words.one}>
        <Skeleton height={360} radius="lg" />
      </Page>
    );
  }
  if (customer.isError) {
    return (
      <Page title={words.one}>
        <ErrorState error={customer.error} onRetry={() => void customer.refetch()} />
      </Page>
    );
  }
  return <Shown key={id} customer={customer.data} />;
}

function Shown({ customer }: { customer: CustomerDetail }) {
  const { customers: words } = useSelling();
  const { can } = useSignedIn();
  const [editing, setEditing] = useState(false);
  const mayChange = can('customers.manage') && customer.state === 'active';
  return (
    <Page
      title={customerName(customer)}
      subtitle={customer.company !== customerName(customer) ? (customer.company ?? undefined) : undefined}
      actions={
        mayChange && (
          <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setEditing(true)}>
            {words.edit}
          </Button>
        )
      }
    >
      {customer.merged_into !== null && (
        <Alert mb="lg" variant="light">
          {words.mergedInto}{' '}
          <TextLink to="/customers/$customer" params={{ customer: customer.merged_into }}>
            {words.openOther}
          </TextLink>
        </Alert>
      )}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <LifetimeValue value={customer.value} />
            <OrderHistory customer={customer} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            <CustomerFacts customer={customer} />
            <Addresses customer={customer} mayChange={mayChange} />
            <Consents customer={customer} mayChange={mayChange} />
            {mayChange && <Duplicates customer={customer} />}
          </Stack>
        </Grid.Col>
      </Grid>
      {editing && <EditCustomerModal customer={customer} onClose={() => setEditing(false)} />}
    </Page>
  );
}
