import type { Selling } from '../../catalogue';

const grid: Selling['grid'] = {
  keys: 'Las flechas mueven, escribir reemplaza, Intro edita. Copia y pega rangos; Ctrl D rellena hacia abajo, Ctrl Z deshace.',
};

export default grid;
