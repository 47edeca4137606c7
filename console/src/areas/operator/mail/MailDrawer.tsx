import { Alert, Button, Skeleton, Tabs } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useApiMutation } from '@/api/mutation';
import { apiQuery } from '@/api/query';
import type { MailDetail } from '@/api/types';
import { useSignedIn } from '@/api/session';
import { useFormat, useT } from '@/i18n';
import { CodeBlock } from '@/ui/CodeBlock';
import { DetailDrawer } from '@/ui/DetailDrawer';
import { ErrorState } from '@/ui/ErrorState';
import { Facts } from '@/ui/Facts';
import { StatusBadge } from '@/ui/StatusBadge';
import { MailFrame } from './MailFrame';
import { MAIL_TONES } from './Mails';

/** One mail, as its reader would see it and as it was sent. */
export function MailDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const t = useT();
  const mayResend = useSignedIn().can('operator.manage');
  const mail = useQuery({
    ...apiQuery('/api/v1/operator/mails/{id}', { params: { path: { id: id ?? '' } } }),
    enabled: id !== null,
  });
  const resend = useApiMutation('post', '/api/v1/operator/mails/{id}/resend', {
    invalidates: ['/api/v1/operator/mails', '/api/v1/operator/mails/{id}'],
    success: t.operator.mails.resent,
  });
  return (
    <DetailDrawer
      opened={id !== null}
      onClose={onClose}
      size={720}
      title={mail.data?.subject ?? t.common.loading}
      actions={
        mail.data &&
        mayResend && (
          <Button
            variant="default"
            leftSection={<IconSend size={16} aria-hidden />}
            loading={resend.isPending}
            onClick={() => id !== null && resend.mutate({ params: { path: { id } } })}
          >
            {t.operator.mails.resend}
          </Button>
        )
      }
    >
      {mail.isPending && <Skeleton height={520} radius="md" />}
      {mail.isError && <ErrorState error={mail.error} onRetry={() => void mail.refetch()} />}
      {mail.data && <Reader mail={mail.data} />}
    </DetailDrawer>
  );
}

function Reader({ mail }: { mail: MailDetail }) {
  const t = useT();
  const format = useFormat();
  const headers = Object.entries(mail.headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <>
      <Facts
        items={[
          [t.operator.mails.to, mail.to],
          [
            t.operator.mails.state,
            <StatusBadge key="state" tone={MAIL_TONES[mail.state]}>
              {t.operator.mails.states[mail.state]}
            </StatusBadge>,
          ],
          [t.operator.mails.template, <span key="template" className="mono">{`${mail.template} · ${mail.locale}`}</span>],
          [t.operator.mails.written, format.dateTime(mail.created_at)],
          ...(mail.sent_at ? [[t.operator.mails.sent, format.dateTime(mail.sent_at)] as const] : []),
          [t.operator.mails.attempts, format.number(mail.attempts)],
        ]}
      />
      {mail.last_error != null && (
        <Alert color="red" variant="light" title={t.operator.mails.lastError}>
          {mail.last_error}
        </Alert>
      )}
      <Tabs defaultValue="html" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="html">{t.operator.mails.html}</Tabs.Tab>
          <Tabs.Tab value="text">{t.operator.mails.text}</Tabs.Tab>
          <Tabs.Tab value="headers">{t.operator.mails.headers}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="html">
          <MailFrame html={mail.html} title={t.operator.mails.frameTitle(mail.subject)} />
        </Tabs.Panel>
        <Tabs.Panel value="text">
          <CodeBlock code={mail.text} label={t.operator.mails.text} wrap maxHeight={520} />
        </Tabs.Panel>
        <Tabs.Panel value="headers">
          <CodeBlock code={headers.join('\n')} label={t.operator.mails.headers} wrap maxHeight={520} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
