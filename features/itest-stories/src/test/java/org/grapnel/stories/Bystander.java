package org.grapnel.stories;

import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.reception.ValidateMailfrom;
import org.grapnel.hook.session.Transaction;
import org.grapnel.hook.session.ValidationContext;

/** A component that has nothing against any sender. */
public final class Bystander implements ValidateMailfrom {
    @Override
    public Verdict.OfStep validateMailfrom(Transaction transaction, Sender sender, ValidationContext context) {
        return Verdict.CONTINUE;
    }
}
