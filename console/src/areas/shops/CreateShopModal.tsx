import { Button, Group, Modal, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useMemo } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useSignedIn } from '@/api/session';
import type { Platform, Shop } from '@/api/types';
import { useLocale, useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { currencyOptions } from '@/ui/region';
import { validators } from '@/ui/validate';
import classes from './CreateShopModal.module.css';
import { ShopFields, type ShopValues } from './ShopFields';

const PLATFORMS: readonly Platform[] = ['shopify', 'amazon', 'ebay', 'woocommerce', 'wix', 'prestashop', 'opencart', 'magento'];
const KINDS: readonly Shop['kind'][] = ['hosted', 'connected'];

interface Values extends ShopValues {
  kind: Shop['kind'];
  platform: Platform | null;
  currency: string;
}

export function CreateShopModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useT();
  const { shops } = useSelling();
  return (
    <Modal opened={opened} onClose={onClose} title={shops.createTitle} size="lg" closeButtonProps={{ 'aria-label': t.common.close }}>
      <CreateForm onClose={onClose} />
    </Modal>
  );
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { shops } = useSelling();
  const { organization } = useSignedIn();
  const locale = useLocale();
  const currencies = useMemo(() => currencyOptions(locale), [locale]);
  const form = useForm<Values>({
    initialValues: {
      name: '',
      kind: 'hosted',
      platform: null,
      currency: organization.currency,
      country: organization.country ?? null,
      language: organization.locale,
      time_zone: organization.time_zone,
      prices_include_tax: true,
      order_prefix: '',
    },
    validate: {
      name: validators(t).required,
      country: (country) => (country === null ? shops.countryNeeded : null),
      platform: (platform, { kind }) => (kind === 'connected' && platform === null ? shops.platformNeeded : null),
    },
  });
  const create = useApiMutation('post', '/api/v1/shops', {
    form,
    invalidates: ['/api/v1/shops'],
    success: (shop) => shops.created(shop?.name ?? ''),
    onSuccess: onClose,
  });
  const submit = ({ platform, ...values }: Values) =>
    create.mutate({ body: { ...values, platform: values.kind === 'connected' ? platform : null } });
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Stack>
        <FormError error={create.error} />
        <TextInput data-autofocus label={shops.name} placeholder={shops.namePlaceholder} {...form.getInputProps('name')} />
        <KindChoice form={form} />
        <ShopFields
          form={form}
          currency={
            <Select
              searchable
              allowDeselect={false}
              limit={300}
              label={shops.currency}
              nothingFoundMessage={t.common.noMatch}
              data={currencies}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              description={shops.currencyHint}
              {...form.getInputProps('currency')}
            />
          }
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {shops.create}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function KindChoice({ form }: { form: UseFormReturnType<Values> }) {
  const t = useT();
  const { shops } = useSelling();
  return (
    <>
      <Radio.Group label={shops.place} {...form.getInputProps('kind')}>
        <Stack gap={6} mt={4}>
          {KINDS.map((kind) => (
            <Radio.Card key={kind} value={kind} className={classes.card} aria-label={shops.kinds[kind]}>
              <Radio.Indicator size="xs" />
              <div>
                <Text fw={550}>{shops.kinds[kind]}</Text>
                <Text size="xs" c="dimmed">
                  {shops.kindHints[kind]}
                </Text>
              </div>
            </Radio.Card>
          ))}
        </Stack>
      </Radio.Group>
      {form.values.kind === 'connected' && (
        <Select
          label={shops.platform}
          placeholder={shops.platformPlaceholder}
          data={PLATFORMS.map((value) => ({ value, label: t.shell.platforms[value] }))}
          {...form.getInputProps('platform')}
        />
      )}
    </>
  );
}
