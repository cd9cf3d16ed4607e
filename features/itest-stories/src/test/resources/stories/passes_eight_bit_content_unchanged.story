# RFC 6152
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test> BODY=8BITMIME
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Subject: umlauts
C:
C: Grüße, 今日は
C: .
S: /250 2\.\d\.0 .*/

DELIVERED 1
  mail-parameter: BODY=8BITMIME
  body-contains: Grüße, 今日は
