import type { Selling } from '../../catalogue';

const timeline: Selling['timeline'] = {
  title: 'Cronología',
  write: 'Escribe una nota',
  hint: 'Solo la leéis tú y tu equipo.',
  add: 'Añadir nota',
  note: 'Nota',
};

export default timeline;
