import { languageOf, reducedMotionOf, themeOf, useView, type View } from '#renderer/state/view.ts'

/** Writes the view onto the page's root, where the style sheets read it, now and at each change. */
export function applyView(root: HTMLElement): void {
  const apply = (view: View) => {
    root.dataset.theme = themeOf(view)
    root.dataset.density = view.density
    root.dataset.motion = reducedMotionOf(view) ? 'reduced' : 'full'
    root.lang = languageOf(view) === 'zh' ? 'zh-CN' : 'en'
  }
  apply(useView.getState())
  useView.subscribe(apply)
}
