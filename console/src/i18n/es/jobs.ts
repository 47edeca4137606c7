import type { Catalogue } from '../catalogue';
import { pluralFor } from '../plural';

const plural = pluralFor('es');

const jobs: Catalogue['jobs'] = {
  title: 'Tareas',
  subtitle: 'El trabajo en segundo plano de tu organización. Una tarea que falla una y otra vez queda como fallida, a la espera de que decidas.',
  operatorTitle: 'Tareas',
  operatorSubtitle: 'El trabajo en segundo plano de todas las organizaciones.',
  name: 'Nombre',
  namePlaceholder: 'Nombre de la tarea',
  searchPlaceholder: 'Buscar en los datos o el error',
  state: 'Estado',
  states: { scheduled: 'Más tarde', ready: 'En espera', running: 'En curso', dead: 'Fallida' },
  stateTabs: { scheduled: 'Más tarde', all: 'Todas', ready: 'En espera', running: 'En curso', dead: 'Fallidas' },
  queue: 'Cola',
  priority: 'Prioridad',
  attempts: 'Intentos',
  attemptOf: (attempt, max) => `${attempt} de ${max}`,
  runAt: 'Se ejecuta',
  leaseUntil: 'Reservada hasta',
  created: 'Creada',
  lastError: 'Último error',
  payload: 'Datos',
  organization: 'Organización',
  replay: 'Reintentar',
  replayed: 'La tarea espera para ejecutarse de nuevo.',
  replayAll: 'Reintentar todas las filtradas',
  replayAllTitle: '¿Reintentar todas las tareas fallidas filtradas?',
  replayAllBody: 'Todas las tareas fallidas que coinciden con los filtros vuelven a la cola con los intentos a cero.',
  replayedCount: (count) =>
    plural(count, {
      one: '# tarea espera para ejecutarse de nuevo.',
      other: '# tareas esperan para ejecutarse de nuevo.',
    }),
  discard: 'Descartar',
  discardTitle: '¿Descartar esta tarea?',
  discardBody: 'Se borra definitivamente y no volverá a ejecutarse.',
  discarded: 'La tarea se ha descartado.',
  deadEmptyTitle: 'No hay tareas fallidas',
  deadEmptyHint: 'Todas las tareas se han completado o siguen intentándolo. No hay nada que hacer.',
  emptyTitle: 'Aquí no hay tareas',
  emptyHint: 'Las tareas aparecen mientras esperan o se ejecutan, y desaparecen cuando terminan bien.',
};

export default jobs;
