package io.quanjing.ingest;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Taking imports back, over HTTP. */
@RestController
@RequestMapping("/api/imports/{id}/undo")
final class UndoController {

    private final ImportUndo undo;

    UndoController(ImportUndo undo) {
        this.undo = undo;
    }

    /** What would happen. */
    @RequiresRole(Role.OPERATOR)
    @GetMapping
    ImportUndo.Preview preview(@PathVariable String id, Caller caller) {
        return undo.preview(id, caller);
    }

    /** Begins; the import is {@code undone} when it is through. */
    @RequiresRole(Role.OPERATOR)
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    ImportController.Accepted begin(@PathVariable String id, Caller caller) {
        undo.begin(id, caller);
        return new ImportController.Accepted(id);
    }
}
