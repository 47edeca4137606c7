import { Box } from '@mantine/core';

interface Props {
  html: string;
  title: string;
  width?: number | string;
  height?: number | string;
}

/**
 * Shows a mail's HTML as a mail program would. The empty `sandbox` gives it no
 * scripts, no forms and no origin of its own, whatever the mail contains, and
 * the page's CSP, which the frame inherits, lets it load nothing from outside.
 */
export function MailFrame({ html, title, width = '100%', height = 520 }: Props) {
  return (
    <Box
      component="iframe"
      title={title}
      sandbox=""
      srcDoc={html}
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
