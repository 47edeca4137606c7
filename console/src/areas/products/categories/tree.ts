import type { CategoryNode } from '@/api/types';

export interface Branch {
  node: CategoryNode;
  depth: number;
  /** Its place among its siblings, and how many there are. */
  index: number;
  siblings: number;
}

/** The tree as rows, each below what it is a part of. */
export function flatten(nodes: readonly CategoryNode[]): Branch[] {
  const children = new Map<string | null, CategoryNode[]>();
  for (const node of nodes) children.set(node.parent_id, [...(children.get(node.parent_id) ?? []), node]);
  const rows: Branch[] = [];
  const walk = (parent: string | null, depth: number) => {
    const here = [...(children.get(parent) ?? [])].sort((a, b) => a.position - b.position);
    here.forEach((node, index) => {
      rows.push({ node, depth, index, siblings: here.length });
      walk(node.id, depth + 1);
    });
  };
  walk(null, 0);
  return rows;
}

/** A category's name with all that it is a part of: "Clothing / Jackets". */
export function pathOf(nodes: readonly CategoryNode[], id: string): string {
  const node = nodes.find((one) => one.id === id);
  if (node === undefined) return '–';
  return node.parent_id === null ? node.name : `${pathOf(nodes, node.parent_id)} / ${node.name}`;
}

export function categoryOptions(nodes: readonly CategoryNode[]) {
  return flatten(nodes).map(({ node }) => ({ value: node.id, label: pathOf(nodes, node.id) }));
}

export type Direction = 'up' | 'down' | 'in' | 'out';

export interface Destination {
  parent_id: string | null;
  position: number;
}

/** Where a category goes by one step, or `null` where there is no such way. */
export function step(nodes: readonly CategoryNode[], id: string, direction: Direction): Destination | null {
  const rows = flatten(nodes);
  const row = rows.find(({ node }) => node.id === id);
  if (row === undefined) return null;
  const { node, index, siblings } = row;
  const among = rows.filter((one) => one.node.parent_id === node.parent_id);
  switch (direction) {
    case 'up':
      return index === 0 ? null : { parent_id: node.parent_id, position: index - 1 };
    case 'down':
      return index === siblings - 1 ? null : { parent_id: node.parent_id, position: index + 1 };
    case 'in': {
      const above = among[index - 1]?.node;
      return above === undefined ? null : { parent_id: above.id, position: rows.filter((one) => one.node.parent_id === above.id).length };
    }
    case 'out': {
      const parent = rows.find((one) => one.node.id === node.parent_id);
      return parent === undefined ? null : { parent_id: parent.node.parent_id, position: parent.index + 1 };
    }
  }
}

/** Whether `id` is `ancestor` or stands somewhere below it, where `ancestor` cannot go. */
export function isBelow(nodes: readonly CategoryNode[], id: string, ancestor: string): boolean {
  if (id === ancestor) return true;
  const parent = nodes.find((node) => node.id === id)?.parent_id ?? null;
  return parent !== null && isBelow(nodes, parent, ancestor);
}
