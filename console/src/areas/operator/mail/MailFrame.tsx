import { Box } from '@mantine/core';

interface Props {
  html: string;
  title: string;
  width?: number | string;
  height?: number | string;
}

/**
 * Shows a mail's HTML as a mail program would. The sandbox gives it no scripts,
 * no forms and no origin of its own, whatever the mail contains, and the page's
 * CSP, which the frame inherits, lets it load nothing from outside. Its links
 * open in a new tab: without a mail server the outbox is where people's links
 * are, and somebody has to be able to follow them.
 */
export function MailFrame({ html, title, width = '100%', height = 520 }: Props) {
  return (
    <Box
      component="iframe"
      title={title}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      srcDoc={linksInNewTabs(html)}
      w={width}
      h={height}
      maw="100%"
      bg="#fff"
      display="block"
      mx="auto"
      style={{ border: '1px solid var(--line)', borderRadius: 'var(--mantine-radius-md)', colorScheme: 'light' }}
    />
  );
}

/** The token in a mail's link is nobody else's business, so no address is passed on either. */
function linksInNewTabs(html: string): string {
  const head = '<base target="_blank"><meta name="referrer" content="no-referrer">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (tag) => tag + head) : head + html;
}
