import { Card, Group, Input, SegmentedControl, Select, Skeleton, Stack, Tabs, Text } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile, IconTemplate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { apiQuery } from '@/api/query';
import { isLocale, useLocale, useT, type Locale } from '@/i18n';
import { CodeBlock } from '@/ui/CodeBlock';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { MailFrame } from './MailFrame';

const route = getRouteApi('/shell/operator/mail-templates');
type Width = 'desktop' | 'mobile';
const FRAME_WIDTH: Record<Width, number | string> = { desktop: '100%', mobile: 375 };

/** Every mail the installation can write, in every language, at both widths. */
export function Templates() {
  const t = useT();
  const templates = useQuery(apiQuery('/api/v1/operator/mail-templates'));
  const { template } = route.useSearch();
  const navigate = route.useNavigate();
  const preferred = useLocale();
  const [chosenLocale, setLocale] = useState<Locale>(preferred);
  const [width, setWidth] = useState<Width>('desktop');
  const all = templates.data?.data ?? [];
  const current = all.find(({ name }) => name === template) ?? all[0];
  const locales = (current?.locales ?? []).filter(isLocale);
  const locale = locales.includes(chosenLocale) ? chosenLocale : (locales[0] ?? 'en');
  return (
    <Page title={t.operator.templates.title} subtitle={t.operator.templates.subtitle}>
      {templates.isPending && <Skeleton height={560} radius="lg" />}
      {templates.isError && <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />}
      {templates.data && current === undefined && (
        <EmptyState icon={IconTemplate} title={t.operator.templates.emptyTitle} hint={t.operator.templates.emptyHint} />
      )}
      {current !== undefined && (
        <Stack>
          <Group align="flex-end">
            <Select
              label={t.operator.templates.template}
              allowDeselect={false}
              value={current.name}
              onChange={(name) => void navigate({ search: { template: name ?? undefined }, replace: true })}
              data={all.map(({ name }) => name)}
              w={260}
            />
            <Input.Wrapper label={t.operator.templates.language} labelElement="div">
              <div>
                <SegmentedControl
                  aria-label={t.operator.templates.language}
                  value={locale}
                  onChange={(value) => isLocale(value) && setLocale(value)}
                  data={locales}
                />
              </div>
            </Input.Wrapper>
            <WidthControl value={width} onChange={setWidth} />
          </Group>
          <Preview name={current.name} locale={locale} width={width} />
        </Stack>
      )}
    </Page>
  );
}

function WidthControl({ value, onChange }: { value: Width; onChange: (width: Width) => void }) {
  const t = useT();
  const option = (name: Width, IconComponent: typeof IconDeviceDesktop) => ({
    value: name,
    label: (
      <Group gap={6} wrap="nowrap">
        <IconComponent size={15} aria-hidden />
        {t.operator.templates[name]}
      </Group>
    ),
  });
  return (
    <Input.Wrapper label={t.operator.templates.width} labelElement="div">
      <div>
        <SegmentedControl
          aria-label={t.operator.templates.width}
          value={value}
          onChange={(width) => onChange(width)}
          data={[option('desktop', IconDeviceDesktop), option('mobile', IconDeviceMobile)]}
        />
      </div>
    </Input.Wrapper>
  );
}

function Preview({ name, locale, width }: { name: string; locale: Locale; width: Width }) {
  const t = useT();
  const preview = useQuery(
    apiQuery('/api/v1/operator/mail-templates/{name}', { params: { path: { name }, query: { locale } } }),
  );
  if (preview.isError) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
  if (preview.isPending) return <Skeleton height={560} radius="lg" />;
  return (
    <Card padding="md">
      <Text mb="md">
        <Text span c="dimmed">
          {t.operator.templates.subjectLine}
        </Text>{' '}
        <Text span fw={600}>
          {preview.data.subject}
        </Text>
      </Text>
      <Tabs defaultValue="html" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="html">{t.operator.mails.html}</Tabs.Tab>
          <Tabs.Tab value="text">{t.operator.mails.text}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="html">
          <MailFrame
            html={preview.data.html}
            title={t.operator.mails.frameTitle(preview.data.subject)}
            width={FRAME_WIDTH[width]}
            height={620}
          />
        </Tabs.Panel>
        <Tabs.Panel value="text">
          <CodeBlock code={preview.data.text} label={t.operator.mails.text} wrap maxHeight={620} />
        </Tabs.Panel>
      </Tabs>
    </Card>
  );
}
