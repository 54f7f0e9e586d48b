/** Nothing beside the pages; in dev mode the twin's world is (`src/main/resources/console-dev`). */
export const Aside = null;
export const KEY = '';
