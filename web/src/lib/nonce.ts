/** The value that lets style elements pass the content policy; the server wrote it into the page. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

/**
 * Gives the nonce to style elements that libraries make without it. Ant Design's own styles carry it through ConfigProvider, but the
 * parts below it that measure scroll bars (tables) and lock the page behind dialogs know nothing of it, and the browser refuses theirs.
 */
export function nonceForAllStyles(value: string): void {
  const page: { createElement: (name: string, options?: ElementCreationOptions) => HTMLElement } = document;
  const create = page.createElement.bind(document);
  page.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) {
      element.nonce = value;
    }
    return element;
  };
}
