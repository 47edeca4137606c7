import { Menu } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';

interface Props {
  icon: Icon;
  onClick: () => void;
  children: string;
}

/** The entry of a menu that takes something away, in a red that is readable in both themes. */
export function DangerItem({ icon: IconComponent, onClick, children }: Props) {
  return (
    <Menu.Item
      c="light-dark(#c02626, #ff8f8f)"
      leftSection={<IconComponent size={16} aria-hidden />}
      onClick={onClick}
    >
      {children}
    </Menu.Item>
  );
}
