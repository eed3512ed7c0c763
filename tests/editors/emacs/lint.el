;;; lint.el --- pland.el compiles and lints without a word  -*- lexical-binding: t -*-
;; Debian's packages are not seen under -Q.
(require 'package)
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
(package-initialize)
(require 'package-lint)
(require 'bytecomp)

(defvar file (expand-file-name "editors/emacs/pland.el" (getenv "PLAND_CHECKOUT")))

(defun lint-report (what problems)
  "Print how WHAT went, by its PROBLEMS."
  (princ (if problems
             (format "FAILED Emacs %s: %s: %s\n" emacs-version what (string-join problems "; "))
           (format "ok Emacs %s: %s\n" emacs-version what))))

;; No archive is asked, so it is said here what the archives have.
(setq package-archive-contents
      (list (list 'eglot (package-desc-create :name 'eglot :version '(1 9) :kind 'tar
                                              :reqs '((emacs (26 1)))))))
(let ((byte-compile-dest-file-function (lambda (_) (make-temp-file "pland" nil ".elc"))))
  (byte-compile-file file)
  (lint-report "byte-compile is silent"
               (with-current-buffer (get-buffer-create byte-compile-log-buffer)
                 (seq-filter (lambda (line) (string-match-p "Warning\\|Error" line))
                             (split-string (buffer-string) "\n")))))
(with-current-buffer (find-file-noselect file)
  (emacs-lisp-mode)
  (lint-report "package-lint is silent"
               (mapcar (lambda (found) (format "line %s: %s" (nth 0 found) (nth 3 found)))
                       (seq-remove
                        ;; A package-lint from before 28.1 was released takes it for the future.
                        (lambda (found)
                          (and (< emacs-major-version 29)
                               (string-match-p "uninstallable in all released" (nth 3 found))))
                        (package-lint-buffer)))))
