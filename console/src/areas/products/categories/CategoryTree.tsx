import { DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { Card } from '@mantine/core';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { CategoryNode } from '@/api/types';
import { useSelling } from '@/i18n';
import type { CategoryDialog } from './Categories';
import { CategoryRow } from './CategoryRow';
import classes from './CategoryTree.module.css';
import { flatten, isBelow, step, type Destination, type Direction } from './tree';

interface Props {
  nodes: readonly CategoryNode[];
  mayChange: boolean;
  onDialog: (dialog: CategoryDialog) => void;
}

/** The whole tree. A category is dragged onto another to go below it, or between two; the menu moves it step by step. */
export function CategoryTree({ nodes, mayChange, onDialog }: Props) {
  const { categories: words } = useSelling();
  const [dragged, setDragged] = useState<string | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }), useSensor(KeyboardSensor));
  const move = useApiMutation('post', '/api/v1/categories/{category_id}/move', { invalidates: ['/api/v1/categories'] });
  const nameOf = (id: unknown) => nodes.find((node) => node.id === String(id).split(':')[0])?.name ?? '';
  const go = (id: string, to: Destination | null) => {
    if (to !== null) move.mutate({ params: { path: { category_id: id } }, body: to });
  };
  const drop = ({ active, over }: DragEndEvent) => {
    setDragged(null);
    const [target, place] = String(over?.id ?? '').split(':');
    const node = nodes.find(({ id }) => id === target);
    const id = String(active.id);
    if (node === undefined || isBelow(nodes, node.id, id)) return;
    go(id, place === 'into' ? { parent_id: node.id, position: childrenOf(nodes, node.id) } : before(nodes, node, id));
  };
  return (
    <DndContext
      sensors={sensors}
      onDragStart={({ active }) => setDragged(String(active.id))}
      onDragCancel={() => setDragged(null)}
      onDragEnd={drop}
      accessibility={{
        screenReaderInstructions: { draggable: words.dragHelp },
        announcements: {
          onDragStart: ({ active }) => words.lifted(nameOf(active.id)),
          onDragOver: ({ over }) => (over === null ? undefined : words.over(nameOf(over.id))),
          onDragEnd: ({ active }) => words.dropped(nameOf(active.id)),
          onDragCancel: ({ active }) => words.left(nameOf(active.id)),
        },
      }}
    >
      <Card padding={0} component="ul" className={classes.tree} aria-label={words.title}>
        {flatten(nodes).map((branch) => (
          <CategoryRow
            key={branch.node.id}
            branch={branch}
            mayChange={mayChange}
            busy={move.isPending}
            target={dragged !== null && !isBelow(nodes, branch.node.id, dragged)}
            can={(direction: Direction) => step(nodes, branch.node.id, direction) !== null}
            onStep={(direction) => go(branch.node.id, step(nodes, branch.node.id, direction))}
            onDialog={onDialog}
          />
        ))}
      </Card>
    </DndContext>
  );
}

const childrenOf = (nodes: readonly CategoryNode[], id: string) => nodes.filter(({ parent_id }) => parent_id === id).length;

/** In front of another: its place, less one when the moved one stood before it already. */
function before(nodes: readonly CategoryNode[], target: CategoryNode, moved: string): Destination {
  const siblings = flatten(nodes).map(({ node }) => node).filter(({ parent_id, id }) => parent_id === target.parent_id && id !== moved);
  return { parent_id: target.parent_id, position: siblings.findIndex(({ id }) => id === target.id) };
}
