import type { Catalogue } from '../catalogue';

const home: Catalogue['home'] = {
  morning: (name) => `Buenos días, ${name}`,
  afternoon: (name) => `Buenas tardes, ${name}`,
  evening: (name) => `Buenas noches, ${name}`,
  subtitle: (organization) => `Esto es lo que ocurre en ${organization}.`,
  checklistTitle: 'Próximos pasos',
  progress: (done, total) => `${done} de ${total} hechos`,
  allDone: 'Todo listo',
  allDoneHint: 'La base está puesta. Encontrarás todo esto de nuevo en Ajustes y en Desarrollo.',
  hide: 'Ocultar esta lista',
  tasks: {
    organization: 'Crea tu organización',
    shop: 'Crea tu primera tienda',
    shopHint: 'Una tienda propia, o una que llevas en otra plataforma.',
    invite: 'Invita a un compañero',
    inviteHint: 'El comercio es cosa de equipo. Cada persona recibe el rol adecuado.',
    key: 'Crea una clave de API',
    keyHint: 'Conecta tus propios programas con Tradepost.',
    brand: 'Elige el color de tu marca',
    brandHint: 'Haz que la consola se sienta tuya.',
  },
  done: 'Hecho',
  start: 'Empezar',
  activity: 'Actividad reciente',
  activityEmpty: 'Aún no ha pasado nada',
  activityEmptyHint: 'Aquí aparecen las invitaciones, las claves nuevas y los cambios de ajustes a medida que ocurren.',
  today: 'Hoy',
  yesterday: 'Ayer',
};

export default home;
