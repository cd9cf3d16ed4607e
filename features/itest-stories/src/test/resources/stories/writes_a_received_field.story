# RFC 5321 4.4; RFC 3848
S: 220 mx.grapnel.test ESMTP Grapnel
C: EHLO client.test
S: 250-mx.grapnel.test
S: 250-PIPELINING
S: 250-SIZE 52428800
S: 250-8BITMIME
S: 250-CHUNKING
S: 250-BINARYMIME
S: 250-SMTPUTF8
S: 250-DSN
S: 250 ENHANCEDSTATUSCODES
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Subject: trace
C:
C: .
S: /250 2\.\d\.0 .*/

DELIVERED 1
  header: /Received: from client\.test \(\[127\.0\.0\.1\]\)\s+by mx\.grapnel\.test \(Grapnel\) with ESMTP id \S+\s+for <x@b\.test>;\s+\w{3}, \d{1,2} \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/
  header: Subject: trace
