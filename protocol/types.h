// The structures of LSP 3.17 that pland speaks, under the names of the specification, by what they
// are for; what a structure inherits there is written out here. It is a subset: a structure or a
// member is added when a feature needs it, in one line. Client and server capabilities are in
// capabilities.h.
//
// Lines and characters count from 0; a character is a unit of the negotiated position encoding.
// Absent, though LSP has it: InsertReplaceEdit, MarkedString, deprecated members, notebooks.
#pragma once

#include "protocol/types/basic.h"
#include "protocol/types/completion.h"
#include "protocol/types/decorations.h"
#include "protocol/types/diagnostics.h"
#include "protocol/types/editing.h"
#include "protocol/types/lifecycle.h"
#include "protocol/types/navigation.h"
#include "protocol/types/pland.h"
#include "protocol/types/symbols.h"
#include "protocol/types/synchronisation.h"
#include "protocol/types/window.h"
#include "protocol/types/workspace.h"
