// After a refused form the summary of errors takes the focus, so that it is read first.
document.querySelector("[data-autofocus]")?.focus();
