import { pluralFor } from '../../plural';

const plural = pluralFor('en');

export default {
  title: 'Categories',
  subtitle: 'The tree in which shoppers look for products.',
  create: 'New category',
  createTitle: 'New category',
  createBelow: (name: string) => `New category below ${name}`,
  editTitle: (name: string) => `Rename ${name}`,
  name: 'Name',
  namePlaceholder: 'Rain jackets',
  rename: 'Rename',
  addBelow: 'Add one below',
  deleted: (name: string) => `${name} has been removed.`,
  products: (count: number) => plural(count, { one: '# product', other: '# products' }),
  steps: { up: 'Move up', down: 'Move down', in: 'Move below the one above', out: 'Move out' },
  drag: (name: string) => `Move ${name}`,
  dragHint: 'Drag a category onto another to put it below, or between two. The menu moves it step by step.',
  dragHelp: 'Press Space to lift, arrows to move, Space to drop, Escape to leave it.',
  lifted: (name: string) => `${name} is lifted.`,
  over: (name: string) => `Over ${name}.`,
  dropped: (name: string) => `${name} is dropped.`,
  left: (name: string) => `${name} stays where it was.`,
  emptyTitle: 'No categories yet',
  emptyHint: 'Make a few broad ones first; they can have others below them.',
};
