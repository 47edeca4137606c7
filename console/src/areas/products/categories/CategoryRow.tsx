import { useDraggable, useDroppable } from '@dnd-kit/core';
import { Menu, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical, IconIndentDecrease, IconIndentIncrease, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useSelling, useT } from '@/i18n';
import { DangerItem } from '@/ui/DangerItem';
import { RowMenu } from '@/ui/RowMenu';
import type { CategoryDialog } from './Categories';
import classes from './CategoryTree.module.css';
import type { Branch, Direction } from './tree';

interface Props {
  branch: Branch;
  mayChange: boolean;
  busy: boolean;
  /** Whether what is being dragged may be put here. */
  target: boolean;
  can: (direction: Direction) => boolean;
  onStep: (direction: Direction) => void;
  onDialog: (dialog: CategoryDialog) => void;
}

const STEPS = [
  ['up', IconArrowUp],
  ['down', IconArrowDown],
  ['in', IconIndentIncrease],
  ['out', IconIndentDecrease],
] as const;

export function CategoryRow({ branch: { node, depth }, mayChange, busy, target, can, onStep, onDialog }: Props) {
  const t = useT();
  const { categories: words } = useSelling();
  const { setNodeRef: setHandle, listeners, attributes, isDragging } = useDraggable({ id: node.id, disabled: !mayChange || busy });
  const { setNodeRef: setRow, isOver: isInto } = useDroppable({ id: `${node.id}:into`, disabled: !target });
  const { setNodeRef: setGap, isOver: isBefore } = useDroppable({ id: `${node.id}:before`, disabled: !target });
  const remove = useApiMutation('delete', '/api/v1/categories/{category_id}', {
    invalidates: ['/api/v1/categories'],
    success: words.deleted(node.name),
  });
  return (
    <li
      ref={setRow}
      className={classes.row}
      style={{ '--depth': depth } as CSSProperties}
      data-dragged={isDragging}
      data-into={isInto}
    >
      <span ref={setGap} className={classes.before} data-over={isBefore} />
      {mayChange && (
        <span
          ref={setHandle}
          className={classes.handle}
          {...listeners}
          {...attributes}
          aria-label={words.drag(node.name)}
        >
          <IconGripVertical size={16} aria-hidden />
        </span>
      )}
      <Text className={classes.name} fw={550} truncate>
        {node.name}
      </Text>
      <Text size="sm" c="dimmed">
        {words.products(node.product_count)}
      </Text>
      {mayChange && (
        <RowMenu name={node.name}>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onDialog({ edit: node })}>
            {words.rename}
          </Menu.Item>
          <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onDialog({ below: node })}>
            {words.addBelow}
          </Menu.Item>
          <Menu.Divider />
          {STEPS.map(([direction, IconComponent]) => (
            <Menu.Item
              key={direction}
              leftSection={<IconComponent size={16} aria-hidden />}
              disabled={!can(direction) || busy}
              onClick={() => onStep(direction)}
            >
              {words.steps[direction]}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <DangerItem icon={IconTrash} onClick={() => remove.mutate({ params: { path: { category_id: node.id } } })}>
            {t.common.remove}
          </DangerItem>
        </RowMenu>
      )}
    </li>
  );
}
