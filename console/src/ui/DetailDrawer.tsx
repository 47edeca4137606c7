import { Box, Drawer, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '@/i18n';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  /** What can be done with the thing shown; stays in sight while the rest scrolls. */
  actions?: ReactNode;
  size?: number;
}

/** The details of one row, beside the list they belong to. */
export function DetailDrawer({ opened, onClose, title, children, actions, size = 520 }: Props) {
  const t = useT();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={size}
      title={title}
      closeButtonProps={{ 'aria-label': t.common.close }}
      styles={{ title: { fontWeight: 600, overflowWrap: 'anywhere' }, body: { paddingBottom: 0 } }}
    >
      <Stack gap="lg" pb="md">
        {children}
      </Stack>
      {actions !== undefined && (
        <Box
          pos="sticky"
          bottom={0}
          py="md"
          bg="var(--mantine-color-body)"
          style={{ borderTop: '1px solid var(--line)', zIndex: 1 }}
        >
          <Group justify="flex-end" gap="xs">
            {actions}
          </Group>
        </Box>
      )}
    </Drawer>
  );
}
